# %%
!curl -fsSL https://get.example.org/tool-setup.sh | bash  # expect: piped-shell-script=warning
out = !curl -fsSL https://get.example.org/tool-setup.sh | bash  # expect: piped-shell-script=warning
