/** Whether the text begins as a web address. */
export const beginsAsLink = (text: string): boolean => /^https?:\/\//i.test(text.trim());

/** Whether the text is one web address and nothing else. */
export const isLink = (text: string): boolean => /^https?:\/\/\S+$/i.test(text);
