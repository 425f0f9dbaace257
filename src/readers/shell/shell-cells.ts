/** Cell magics whose body is text for a POSIX shell. `%%script bash` goes by the name of its program. */
export const SHELL_CELL = /^(?:bash|sh|zsh|ksh|dash|shell|script|system|sx)$/;
