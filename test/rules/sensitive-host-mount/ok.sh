docker run -v /data:/data -v "$PWD":/w --mount type=volume,src=etc,target=/x registry.example.com/train:1.0
