/* relay: stands between servers and counts what goes through. Called with CONTROL PORT:TARGET…, all ports of
 * 127.0.0.1: whoever connects to PORT speaks with TARGET; whoever connects to CONTROL is told in a line how
 * many bytes have come from the targets and how many have gone to them so far. Runs until it is killed. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_PORTS = 16, PIECE = 65536 };

static _Atomic uint64_t from_targets, to_targets;

typedef struct {
    int from, to;
    _Atomic uint64_t *count;
} Way;

static struct sockaddr_in place(long port) {
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
}

static bool send_all(int to, const char *bytes, ssize_t length) {
    while (length > 0) {
        ssize_t sent = send(to, bytes, (size_t)length, MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes += sent;
        length -= sent;
    }
    return true;
}

/* One direction of a connection, until either end closes it. The other direction sees that, too. */
static void *carry(void *context) {
    Way *way = context;
    char *piece = malloc(PIECE);
    ssize_t got;
    while (piece && (got = recv(way->from, piece, PIECE, 0)) > 0) {
        atomic_fetch_add(way->count, (uint64_t)got);
        if (!send_all(way->to, piece, got)) break;
    }
    shutdown(way->from, SHUT_RDWR);
    shutdown(way->to, SHUT_RDWR);
    free(piece);
    return NULL;
}

/* Both directions; the ends are closed when both have ended. */
static void *join_ends(void *context) {
    Way *way = context, back = {way->to, way->from, &from_targets};
    pthread_t thread;
    bool started = pthread_create(&thread, NULL, carry, &back) == 0;
    if (started) {
        carry(way);
        pthread_join(thread, NULL);
    }
    close(way->from);
    close(way->to);
    free(way);
    return NULL;
}

/* As both ends have it: small pieces do not wait for an answer to those before. */
static void send_at_once(int fd) {
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static void take(int client, long target) {
    Way *way = malloc(sizeof *way);
    struct sockaddr_in there = place(target);
    int server = socket(AF_INET, SOCK_STREAM, 0);
    pthread_t thread;
    if (way && server >= 0 && connect(server, (struct sockaddr *)&there, sizeof there) == 0) {
        *way = (Way){client, server, &to_targets};
        send_at_once(client);
        send_at_once(server);
        if (pthread_create(&thread, NULL, join_ends, way) == 0) {
            pthread_detach(thread);
            return;
        }
    }
    free(way);
    close(client);
    if (server >= 0) close(server);
}

static void tell(int client) {
    char line[64];
    int length = snprintf(line, sizeof line, "%" PRIu64 " %" PRIu64 "\n", atomic_load(&from_targets),
                          atomic_load(&to_targets));
    (void)send_all(client, line, length);
    close(client);
}

static int listen_at(long port) {
    struct sockaddr_in here = place(port);
    int on = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (struct sockaddr *)&here, sizeof here) == 0 && listen(fd, 64) == 0) return fd;
    perror("relay");
    exit(1);
}

int main(int count, char **words) {
    struct pollfd ports[MOST_PORTS];
    long targets[MOST_PORTS] = {0}; /* of words[1]: none */
    if (count < 3 || count - 1 > MOST_PORTS) {
        fputs("usage: relay CONTROL PORT:TARGET...\n", stderr);
        return 2;
    }
    const nfds_t open = (nfds_t)count - 1;
    for (nfds_t i = 0; i < open; i++) {
        char *end;
        ports[i] = (struct pollfd){.fd = listen_at(strtol(words[i + 1], &end, 10)), .events = POLLIN};
        if (*end == ':') targets[i] = strtol(end + 1, NULL, 10);
    }
    while (poll(ports, open, -1) >= 0)
        for (nfds_t i = 0; i < open; i++) {
            int client = ports[i].revents & POLLIN ? accept(ports[i].fd, NULL, NULL) : -1;
            if (client < 0) continue;
            if (targets[i])
                take(client, targets[i]);
            else
                tell(client);
        }
    return 1;
}
