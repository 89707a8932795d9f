/** The talk between the preload and the shell, whole: one question, one answer with a port. Free of imports, for the preload. */

/** The page is there and wants its way to the engine. Carries nothing. */
export const connectChannel = 'counterfoil:connect';
/** A port to the engine, for the page. Also the word with which the preload hands it on. */
export const portChannel = 'counterfoil:port';
