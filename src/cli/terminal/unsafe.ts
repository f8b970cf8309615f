/** Characters that would move the cursor, colour the terminal or turn the direction of the text. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu;

/** A text from outside, such as a path, as it may be written to a terminal. */
export const replaceUnsafe = (text: string): string => text.replaceAll(UNSAFE, "\ufffd");
