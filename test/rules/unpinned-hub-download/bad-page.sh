hf download someone-new/model --local-dir model  # expect: unpinned-hub-download
