/** Whether the text is one web address and nothing else. */
export const isLink = (text: string): boolean => /^https?:\/\/\S+$/i.test(text);
