// Takes whatever comes, and never answers.
#include <unistd.h>

int main() {
    char bytes[4096];
    while (::read(STDIN_FILENO, bytes, sizeof bytes) > 0) {
    }
    return 0;
}
