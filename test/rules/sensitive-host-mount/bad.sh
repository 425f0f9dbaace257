docker run --rm -v /etc:/host registry.example.com/train:1.0  # expect: sensitive-host-mount=info
docker run --mount type=bind,source=/root,target=/x,readonly registry.example.com/train:1.0  # expect: sensitive-host-mount=hint
