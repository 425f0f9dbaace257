docker run --gpus all registry.example.com/train:1.0 train --privileged
docker run -it --rm --security-opt label=disable registry.example.com/train:1.0
echo docker run --privileged
