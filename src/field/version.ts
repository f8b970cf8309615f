/** The PEFT release that this library follows; the default of `peftVersion`. */
export const PEFT_VERSION = "0.21.2";
