hf download org/model --local-dir model  # expect: unpinned-hub-download
