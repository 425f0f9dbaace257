hf download someone-new/model --revision 0123456789abcdef0123456789abcdef01234567 --local-dir model
