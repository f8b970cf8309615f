/** The PEFT release this library follows. Configs say it in `peftVersion` unless told otherwise. */
export const PEFT_VERSION = "0.21.2";
