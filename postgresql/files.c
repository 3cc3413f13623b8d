/* Names of files to their texts, and never one outside of the folder: see files.h.
 * Tests: tests/postgresql/files.sql. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_below(const char* folder, const char* path) {
  const size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
  return strncmp(folder, path, length) == 0 && path[length] == '/';
}

/* A name like "own/lead.yaml": not absolute, and no step of it is "..". */
static bool is_relative(const char* name) {
  const char* step = name;
  if (name[0] == '/') return false;
  for (;;) {
    const size_t length = strcspn(step, "/");
    if (length == 2 && step[0] == '.' && step[1] == '.') return false;
    if (step[length] == '\0') return true;
    step += length + 1;
  }
}

static ll_found locate(const ll_files* files, leadlint_text name, char path[PATH_MAX]) {
  char joined[PATH_MAX];
  const size_t length = strlen(files->folder);
  if (length == 0) return ll_no_folder;
  if (name.size == 0 || memchr(name.data, '\0', name.size) != NULL ||
      length + 1 + name.size >= sizeof joined)
    return ll_not_readable;
  memcpy(joined, files->folder, length);
  joined[length] = '/';
  memcpy(joined + length + 1, name.data, name.size);
  joined[length + 1 + name.size] = '\0';
  if (!is_relative(joined + length + 1)) return ll_leads_outside;
  if (realpath(joined, path) == NULL) return ll_not_readable;
  return is_below(files->folder, path) ? ll_found_it : ll_leads_outside;
}

/* All that a descriptor gives, one byte more than `most` at the most. */
static ll_found read_all(int file, size_t most, char** text, size_t* size) {
  size_t room = 0;
  *text = NULL;
  *size = 0;
  for (;;) {
    ssize_t got;
    if (*size == room) {
      char* more;
      room = room == 0 ? 16384 : 2 * room;
      if (room > most + 1) room = most + 1;
      more = realloc(*text, room);
      if (more == NULL) return ll_no_memory;
      *text = more;
    }
    got = read(file, *text + *size, room - *size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ll_not_readable;
    if (got == 0) return ll_found_it;
    *size += (size_t)got;
    if (*size > most) return ll_too_large;
  }
}

static ll_found note(ll_files* files, const char* path, const struct stat* state) {
  ll_file* more = realloc(files->read, (files->count + 1) * sizeof *more);
  if (more == NULL) return ll_no_memory;
  files->read = more;
  more[files->count].path = strdup(path);
  if (more[files->count].path == NULL) return ll_no_memory;
  more[files->count++].state = *state;
  return ll_found_it;
}

ll_found ll_read_below(ll_files* files, leadlint_text name, size_t most, leadlint_text* text) {
  char path[PATH_MAX];
  struct stat state;
  size_t size = 0;
  int file;
  ll_found found = locate(files, name, path);
  if (found != ll_found_it) return found;
  /* (What became a link, a pipe or a device meanwhile is not opened, or not waited for.) */
  file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return ll_not_readable;
  free(files->text);
  files->text = NULL;
  if (fstat(file, &state) != 0 || !S_ISREG(state.st_mode))
    found = ll_not_readable;
  else
    found = read_all(file, most, &files->text, &size);
  close(file);
  if (found == ll_found_it) found = note(files, path, &state);
  text->data = files->text;
  text->size = size;
  return found;
}

int ll_read_rules(void* files, leadlint_text name, leadlint_text* text) {
  const ll_found found = ll_read_below(files, name, ll_max_rule_file, text);
  /* Of a file that is too large there is more than Leadlint takes, which says so. */
  return found == ll_found_it || (found == ll_too_large && text->data != NULL);
}

bool ll_files_changed(const ll_files* files) {
  size_t i;
  for (i = 0; i < files->count; ++i) {
    const struct stat* then = &files->read[i].state;
    struct stat now;
    if (stat(files->read[i].path, &now) != 0 || now.st_dev != then->st_dev ||
        now.st_ino != then->st_ino || now.st_size != then->st_size ||
        now.st_mtim.tv_sec != then->st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != then->st_mtim.tv_nsec ||
        now.st_ctim.tv_sec != then->st_ctim.tv_sec || now.st_ctim.tv_nsec != then->st_ctim.tv_nsec)
      return true;
  }
  return false;
}

void ll_files_free(ll_files* files) {
  size_t i;
  for (i = 0; i < files->count; ++i) free(files->read[i].path);
  free(files->read);
  free(files->text);
  files->read = NULL;
  files->count = 0;
  files->text = NULL;
}
