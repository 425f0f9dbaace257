git clone https://github.com/turtle-dev/vision.git
git clone git@github.com:turtle-dev/vision.git
git clone https://github.com/your-username/vision
git clone https://github.com/turtle-dev/other  # expect: unpinned-git-clone
