import os
import stat as st

SHARED = (
    st.S_IRWXU
    | st.S_IRWXG  # the group
    | st.S_IRWXO
)


def open_up(path, everybody):
    os.chmod(  # expect: world-writable-permissions=warning
        path,
        os.stat(path).st_mode
        # and everybody
        | st.S_IWOTH,
    )
    os.chmod(path, SHARED)  # expect: world-writable-permissions=warning
    os.chmod(path, (st.S_IRWXU | st.S_IRWXO) if everybody else 0o700)  # expect: world-writable-permissions=warning
    os.chmod(path, st.S_IRWXU + st.S_IRWXO)  # expect: world-writable-permissions=warning
    os.chmod(path, (st.S_IRWXU | st.S_IRWXO) & ~st.S_IXOTH)  # expect: world-writable-permissions=warning
    os.chmod(path, (0o777) ^ st.S_IXOTH)  # expect: world-writable-permissions=warning
    if everybody: os.umask(0)  # expect: world-writable-permissions=info
    (
        os.umask(  # expect: world-writable-permissions=info
            0
        )
    )
    print(path); os.umask(0)  # expect: world-writable-permissions=info
