/** The comments of a text, found by the YAML library's lexer, so that no edit loses one. */

import { Lexer } from 'yaml'

type Comment = { readonly start: number; readonly text: string }

function commentsOf(text: string): readonly Comment[] {
  if (!text.includes('#')) return []
  const comments: Comment[] = []
  let offset = 0
  let scalarFollows = false
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === scalarMark) {
      scalarFollows = true
      continue
    }
    if (lexeme === documentMark || lexeme === flowEndMark) continue
    if (lexeme.startsWith('#') && !scalarFollows) comments.push({ start: offset, text: lexeme.trimEnd() })
    scalarFollows = false
    offset += lexeme.length
  }
  return comments
}

/** The comments that stand within the range. */
export function commentsIn(text: string, start: number, end: number): readonly string[] {
  if (!text.slice(start, end).includes('#')) return []
  return commentsOf(text)
    .filter(comment => comment.start >= start && comment.start < end)
    .map(comment => comment.text)
}

// Marks that the lexer puts between the pieces of the text; they are no part of it.
const documentMark = '\u0002'
const flowEndMark = '\u0018'
const scalarMark = '\u001F'
