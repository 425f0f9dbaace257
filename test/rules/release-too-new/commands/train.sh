pip install --uploaded-prior-to P3D numpy==2.1.0  # expect: release-too-new
pip install --uploaded-prior-to 2026-10-31 numpy==2.1.0  # expect: release-too-new
pip install --uploaded-prior-to=2026-10-01T00:00:00Z numpy==2.1.0
uv pip install --exclude-newer "2 weeks" numpy==2.1.0
uv pip install --exclude-newer "$CUTOFF" numpy==2.1.0
export UV_EXCLUDE_NEWER="24 hours"  # expect: release-too-new
