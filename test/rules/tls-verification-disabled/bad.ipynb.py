# %%
%env CURL_CA_BUNDLE=  # expect: tls-verification-disabled=warning
# %%
%env PYTHONHTTPSVERIFY 0  # expect: tls-verification-disabled=warning
# %%
%set_env GIT_SSL_NO_VERIFY=1  # expect: tls-verification-disabled=warning
