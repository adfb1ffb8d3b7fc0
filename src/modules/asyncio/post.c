/* SPDX-License-Identifier: MIT
 * What other threads hand over to a loop. A gate outlives its loop, so that a thread that comes too late is told. */
#include "modules/asyncio/asyncio.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct KrGate {
    atomic_uint holders;
    pthread_mutex_t lock;
    KrLoop *loop; /* NULL once it is gone */
};

KrGate *krgate_of(KrVm *vm, KrEventLoop *loop)
{
    if (!kreventloop_check_closed(vm, loop) || loop->gate)
        return loop->c ? loop->gate : NULL;
    KrGate *gate = calloc(1, sizeof *gate);
    if (!gate || pthread_mutex_init(&gate->lock, NULL)) {
        free(gate);
        krraise_memory(vm);
        return NULL;
    }
    atomic_init(&gate->holders, 1);
    gate->loop = loop->c;
    return loop->gate = gate;
}

KrGate *krgate_hold(KrGate *gate)
{
    atomic_fetch_add(&gate->holders, 1);
    return gate;
}

void krgate_release(KrGate *gate)
{
    if (atomic_fetch_sub(&gate->holders, 1) > 1)
        return;
    pthread_mutex_destroy(&gate->lock);
    free(gate);
}

bool krgate_post(KrGate *gate, KrPost *post)
{
    pthread_mutex_lock(&gate->lock);
    KrLoop *loop = gate->loop;
    if (loop) {
        post->node = krloop_node(KR_NODE_POST);
        krloop_post(loop, &post->node);
    }
    pthread_mutex_unlock(&gate->lock);
    return loop;
}

bool krpost_run(KrVm *vm, KrPost *post)
{
    bool ok = post->run(vm, post);
    post->drop(post);
    return ok;
}

static void drop_posts(KrLoop *loop)
{
    KrLoopWalk walk = {0};
    KrPost *posts = NULL;
    KrLoopNode *node;
    while ((node = krloop_walk(loop, &walk)))
        if (node->tag == KR_NODE_POST && !node->extra) {
            KrPost *post = KR_LOOP_OWNER(node, KrPost, node);
            node->extra = 1; /* a walk may come by a node twice */
            node->prev = (KrLoopNode *)posts;
            posts = post;
        }
    while (posts) {
        KrPost *post = posts;
        posts = (KrPost *)post->node.prev;
        post->drop(post);
    }
}

void kreventloop_release(KrEventLoop *loop)
{
    if (!loop->c)
        return;
    if (loop->gate) {
        pthread_mutex_lock(&loop->gate->lock);
        loop->gate->loop = NULL;
        pthread_mutex_unlock(&loop->gate->lock);
        krgate_release(loop->gate);
        loop->gate = NULL;
        drop_posts(loop->c);
    }
    krloop_free(loop->c);
    loop->c = NULL;
}
