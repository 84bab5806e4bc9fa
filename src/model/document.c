#include "model/document.h"

Document *document_new(Arena *arena, Lang lang) {
    Document *document = ARENA_NEW(arena, Document);
    *document = (Document){
        .lang = lang, .arena = arena, .title = "", .subtitle = "", .published = "", .footer = "", .root = ""};
    return document;
}

Chapter *document_chapter(Document *document, const char *id, const char *title) {
    ARENA_PUSH(document->arena, document->chapters, document->chapter_count, document->chapter_capacity);
    Chapter *chapter = &document->chapters[document->chapter_count++];
    *chapter = (Chapter){.id = id, .title = title};
    return chapter;
}

Block *document_block(Document *document, BlockType type, const char *id) {
    Chapter *chapter = &document->chapters[document->chapter_count - 1];
    ARENA_PUSH(document->arena, chapter->blocks, chapter->block_count, chapter->block_capacity);
    Block *block = &chapter->blocks[chapter->block_count++];
    *block = (Block){.type = type, .id = id};
    return block;
}

void document_paragraph(Document *document, const char *text) {
    document_block(document, BLOCK_PARAGRAPH, NULL)->text = text;
}

void document_heading(Document *document, int level, const char *id, const char *text) {
    Block *block = document_block(document, BLOCK_HEADING, id);
    block->level = level;
    block->text = text;
}
