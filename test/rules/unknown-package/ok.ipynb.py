# %%
# Widely used, from a repository, a URL, a folder, another index, or no name that is known.
!pip install numpy torch tree-sitter-python
%pip install git+https://github.com/acme/torch-fast-loader-utils@0123456789012345678901234567890123456789
!pip install https://example.com/acme_tools-1.0-py3-none-any.whl ./acme-local
!pip install --index-url https://pypi.acme.example/simple acme-internal-tools
!pip install --extra-index-url https://pypi.acme.example/simple acme-internal-tools
%pip install $PACKAGE
# %%
%conda install -c acme acme-conda-tools
