// Ends an orphaned extension host; preload/end-with-parent.mjs does that for the whole group.
exports.start = () => {};
