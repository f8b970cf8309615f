// Generated from package.json by `npm run generate`.

/** The version of peft-config. */
export const VERSION = "0.1.0";
