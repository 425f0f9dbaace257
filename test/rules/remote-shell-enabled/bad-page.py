from google.cloud import aiplatform

job = aiplatform.CustomJob.from_local_script(
    display_name="finetune",
    script_path="train.py",
    container_uri=image,
)
job.run(service_account=account, enable_web_access=True)  # expect: remote-shell-enabled=warning
