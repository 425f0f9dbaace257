docker run --gpus all -p 8000:8000 vllm/vllm-openai:latest --model ./model  # expect: unpinned-image=info
docker pull pytorch/pytorch  # expect: unpinned-image=info
singularity pull docker://nvcr.io/nvidia/pytorch:latest  # expect: unpinned-image=info
docker container run --rm vllm/vllm-openai:latest  # expect: unpinned-image=info
