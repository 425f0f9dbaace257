docker run --ipc=host --network host --gpus all registry.example.com/train:1.0
docker run --pid=container:other registry.example.com/train:1.0
