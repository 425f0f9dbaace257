import os
import stat as st

SHARED = (
    st.S_IRWXU
    | st.S_IRWXO
)
STICKY = SHARED | st.S_ISVTX


def close(path, mode, stranger):
    os.chmod(
        path,
        (
            SHARED
        )
        & ~(
            st.S_IWOTH
        ),
    )
    os.chmod(path, STICKY)
    os.chmod(path, mode & st.S_IRWXO)
    os.chmod(path, SHARED ^ st.S_IWOTH)
    os.chmod(path, 0o777 - 0o022)
    os.chmod(path, stranger.S_IWOTH)
    os.chmod(path, ~st.S_IWOTH)
    if (
        old := os.umask(0)
    ):
        os.umask(old)
    print(
        os.umask(0)
    )
    before = (
        os.umask(0)
    )
    os.umask(before)
