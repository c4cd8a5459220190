// What a person reads on paper.
import { extractText, getDocumentProxy } from 'unpdf';

export async function pdfText(bytes) {
  const paper = await getDocumentProxy(new Uint8Array(bytes));
  const { text } = await extractText(paper, { mergePages: true });
  return text.replace(/\s+/g, ' ');
}
