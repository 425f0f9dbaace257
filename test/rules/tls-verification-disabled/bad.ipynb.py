# %%
%env CURL_CA_BUNDLE=  # expect: tls-verification-disabled=warning
# %%
%env PYTHONHTTPSVERIFY 0  # expect: tls-verification-disabled=warning
# %%
!GIT_SSL_NO_VERIFY=1 git clone https://example.org/repo  # expect: tls-verification-disabled=warning
