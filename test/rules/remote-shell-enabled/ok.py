job.run(service_account=account, enable_web_access=False)
job.run(enable_web_access=args.debug)
print("enable_web_access=True")
