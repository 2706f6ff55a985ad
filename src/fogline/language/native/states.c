/* All moves of the transition parser: see transitions.py and states.py, which do the same with numpy, and say what the
 * arrays are.
 *
 * As many states as a tile has rows go on together, and where one is done the next one begins. What words add to the
 * hidden layer is made for some sentences at a time, so that it stays in the processor's cache. */
#include <math.h>

#include "products.h"

#define WIDTH 16  /* scores compared at a time */
#define PLACES 8  /* words of a state that the network looks at */
#define KINDS 18  /* of states, by what they allow */
#define WORDS 256 /* about as many at a time: what they add to the hidden layer is 1.5 MB */

enum { SHIFT, REDUCE, LEFT, RIGHT };
static const Int STACK_STEP[] = {1, -1, -1, 1}, BUFFER_STEP[] = {-1, 0, 0, -1};

typedef struct {
    Int *head, *move_to, *left, *right, *before, *returned; /* of words */
    Int *stack, *buffer;
    Int *tops, *fronts, *floors; /* of states */
    Py_ssize_t words, places;
} States;

/* Whether state *i* can be looked at, and moved on. */
INLINE int stands(const States *states, Py_ssize_t i) {
    Int floor = states->floors[i], top = states->tops[i], front = states->fronts[i], last = states->places - 2;
    return top >= floor && front >= floor && top <= last && front <= last;
}

/* 0 where the arrays *words*, *places* and *tips* are not those of *going* states. */
static int opened(States *states, const Array *words, const Array *places, const Array *tips, Py_ssize_t going) {
    Py_ssize_t each = times(words->count, 6), half = times(places->count, 2), all = times(tips->count, 3);
    if (each < 1 || half < 1 || all < 0 || going < 0 || going > all)
        return 0;
    Int *word = words->view.buf, *place = places->view.buf, *tip = tips->view.buf;
    *states = (States){word,     word + each, word + 2 * each, word + 3 * each, word + 4 * each, word + 5 * each, place,
                       place + half, tip, tip + all, tip + 2 * all, each, half};
    for (Py_ssize_t i = 0; i < going; i++)
        if (states->floors[i] < 2 || !stands(states, i))
            return 0;
    return 1;
}

/* The words of state *i*, in the order of the places; 0 where one of them is none. */
INLINE int look(const States *states, Py_ssize_t i, Int words[PLACES]) {
    const Int *top = states->stack + states->tops[i], *front = states->buffer + states->fronts[i];
    Int s0 = top[0], b0 = front[0], last = (Int)states->words - 1;
    if (s0 < 0 || s0 > last || b0 < 0 || b0 > last)
        return 0;
    words[0] = b0, words[1] = front[-1];
    words[2] = s0, words[3] = top[-1], words[4] = top[-2];
    words[5] = states->left[b0], words[6] = states->left[s0], words[7] = states->right[s0];
    return all_within(words, PLACES, 0, last);
}

/* What chooses the moves, and room for what it works out. */
typedef struct {
    const Packed *lower[PLACES], *upper;
    const float *pads;
    const Int *move_of;
    float factor;                   /* what hidden units are times before they are rounded */
    Py_ssize_t size, width, scored; /* of what a word adds, the hidden units, the scores with those of no move */
    void *room;
    float *features, *hidden, *scores, *penalties;
    uint8_t *units;
} Network;

/* Sentences whose states go on together: their words are those behind *before*, *count* of them. */
typedef struct {
    Py_ssize_t state, end;
    Int before, count;
} Some;

/* What each word of *some* adds to the hidden layer in each of the places; line 0 of each stands for no word. */
static void make_features(const Network *network, const uint8_t *reduced, const Some *some) {
    float *out = network->features;
    for (int p = 0; p < PLACES; p++, out += some->count * network->size) {
        memcpy(out, network->pads + p * network->size, network->size * sizeof(float));
        out += network->size;
        multiply(network->lower[p], reduced + some->before * network->lower[p]->wide, out, some->count);
    }
}

/* *seen* has the lines of each place for each state in turn; each place has *lines*. */
WIDEST static void add_features(const Network *network, Py_ssize_t lines, const Int *seen, Py_ssize_t states) {
    Py_ssize_t width = network->width, size = network->size;
    const float *features = network->features;
    float *out = network->hidden;
    for (Py_ssize_t i = 0; i < states; i++, seen += PLACES, out += width) {
        const float *of[PLACES];
        for (int p = 0; p < PLACES; p++)
            of[p] = features + (p * lines + seen[p]) * size;
        for (Py_ssize_t k = 0; k < size; k += width)
            for (Py_ssize_t j = 0; j < width; j++) {
                float sum = of[0][k + j];
                for (int p = 1; p < PLACES; p++)
                    sum += of[p][k + j];
                out[j] = k == 0 || sum > out[j] ? sum : out[j];
            }
    }
}

/* The scores of all moves for each state, whose hidden units are there. */
WIDEST static void make_scores(const Network *network, Py_ssize_t states) {
    const Packed *upper = network->upper;
    const uint8_t *rows[TILE_ROWS];
    Sums sums;
    as_bytes(network->hidden, network->factor, network->units, states * network->width);
    for (Py_ssize_t r = 0; r < TILE_ROWS; r++)
        rows[r] = network->units + (r < states ? r : 0) * network->width;
    for (Py_ssize_t first = 0, group = 0; group < upper->groups; group++, first += TILE_COLUMNS) {
        upper->tile(upper, group, rows, sums);
        for (Py_ssize_t r = 0; r < states; r++)
            for (Py_ssize_t c = 0; c < TILE_COLUMNS; c++)
                network->scores[r * network->scored + first + c] =
                    (float)sums[r][c] * upper->scale[first + c] + upper->bias[first + c];
    }
}

/* The first of the best moves, by the scores with what is added to them; what is beyond the moves is barred. */
WIDEST static Py_ssize_t best_of(const float *scores, const float *penalty, Py_ssize_t moves) {
    float most[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++)
        most[lane] = scores[lane] + penalty[lane];
    for (Py_ssize_t m = WIDTH; m < moves; m += WIDTH)
        for (int lane = 0; lane < WIDTH; lane++) {
            float score = scores[m + lane] + penalty[m + lane];
            most[lane] = score > most[lane] ? score : most[lane];
        }
    for (int half = WIDTH / 2; half > 0; half /= 2)
        for (int lane = 0; lane < half; lane++)
            most[lane] = most[lane + half] > most[lane] ? most[lane + half] : most[lane];
    Py_ssize_t best = 0;
    for (;; best += WIDTH) {
        int here = 0;
        for (int lane = 0; lane < WIDTH; lane++)
            here |= scores[best + lane] + penalty[best + lane] == most[0];
        if (here || best + WIDTH >= moves)
            break;
    }
    while (best + 1 < moves && scores[best] + penalty[best] != most[0])
        best++;
    return best;
}

/* Move state *i* on by *move*, whose number with its label is *best*. */
static void make_move(States *s, Py_ssize_t i, Int move, Int best) {
    Int *top = &s->tops[i], *front = &s->fronts[i], floor = s->floors[i];
    Int s0 = s->stack[*top], b0 = s->buffer[*front], goes_back = 0;
    if (move == LEFT) {
        if (s->head[s0] > 0 && s->head[s0] < s->words) /* a word that hung to the right of another, the last to do so, is taken off it */
            s->right[s->head[s0]] = s->before[s0];
        s->head[s0] = b0, s->move_to[s0] = best, s->left[b0] = s0, s->returned[b0] = 0;
    } else if (move == RIGHT) {
        s->before[b0] = s->right[s0];
        s->head[b0] = s0, s->move_to[b0] = best, s->right[s0] = b0;
    } else if (move == REDUCE && s->head[s0] == 0 && *top - floor > 1) {
        s->returned[s0] = goes_back = 1;
    }
    s->stack[*top + 1] = b0, s->buffer[*front + 1] = s0;
    *top += STACK_STEP[move];
    *front += BUFFER_STEP[move] + goes_back;
}

/* The best move that state *i* allows, made; 0 where there is none. */
static int move_on(States *s, Py_ssize_t i, const Network *network, const float *scores, Int front) {
    Int depth = s->tops[i] - s->floors[i], waiting = s->fronts[i] - s->floors[i], returned = s->returned[front] != 0;
    Int kind = (3 * (depth < 2 ? depth : 2) + (waiting < 2 ? waiting : 2)) * 2 + returned;
    const float *penalty = network->penalties + kind * network->scored;
    Py_ssize_t best = best_of(scores, penalty, network->upper->outs);
    Int move = network->move_of[best];
    if (move < SHIFT || move > RIGHT || penalty[best] != 0)
        return 0;
    make_move(s, i, move, (Int)best);
    return 1;
}

/* All moves of the states of *some*; what is wrong, where something is. */
static const char *walk(States *s, const Network *network, const Some *some) {
    Py_ssize_t at[TILE_ROWS], going = 0, next = some->state;
    Int seen[TILE_ROWS * PLACES], fronts[TILE_ROWS];
    for (;;) {
        while (going < TILE_ROWS && next < some->end)
            at[going++] = next++;
        if (going == 0)
            return NULL;
        for (Py_ssize_t r = 0; r < going; r++) {
            Int *words = seen + r * PLACES;
            if (!stands(s, at[r]) || !look(s, at[r], words))
                return "a word is not there";
            fronts[r] = words[0];
            for (int p = 0; p < PLACES; p++) {
                words[p] = words[p] == 0 ? 0 : words[p] - some->before;
                if (words[p] < 0 || words[p] > some->count)
                    return "a word is not of its sentence";
            }
        }
        add_features(network, some->count + 1, seen, going);
        make_scores(network, going);
        Py_ssize_t left = 0;
        for (Py_ssize_t r = 0; r < going; r++) {
            if (!move_on(s, at[r], network, network->scores + r * network->scored, fronts[r]))
                return "no move is allowed";
            if (s->tops[at[r]] > s->floors[at[r]] || s->fronts[at[r]] > s->floors[at[r]])
                at[left++] = at[r];
        }
        going = left;
    }
}

/* The next sentences, from those behind *some* on, that have about as many words as are worked on at a time. */
static Some next_of(const States *s, Some some, Py_ssize_t states) {
    some.state = some.end, some.before += some.count, some.count = 0;
    while (some.end < states && some.count < WORDS) {
        some.count += s->fronts[some.end] - s->floors[some.end];
        some.end++;
    }
    return some;
}

/* Room for what is worked out for *most* words at a time; 0 where there is none. */
static int make_room(Network *network, Py_ssize_t most, const float *penalties) {
    Py_ssize_t moves = network->upper->outs, width = network->width, scored = network->upper->groups * TILE_COLUMNS;
    Py_ssize_t features = PLACES * (most + 1) * network->size;
    Py_ssize_t floats = features + TILE_ROWS * (width + scored) + KINDS * scored;
    network->scored = scored;
    network->room = PyMem_Malloc(floats * sizeof(float) + TILE_ROWS * width);
    if (network->room == NULL)
        return 0;
    network->features = network->room;
    network->hidden = network->features + features;
    network->scores = network->hidden + TILE_ROWS * width;
    network->penalties = network->scores + TILE_ROWS * scored;
    network->units = (uint8_t *)(network->penalties + KINDS * scored);
    for (Py_ssize_t kind = 0; kind < KINDS; kind++)
        for (Py_ssize_t m = 0; m < scored; m++)
            network->penalties[kind * scored + m] = m < moves ? penalties[kind * moves + m] : -INFINITY;
    return 1;
}

/* The most words that are worked on at a time; -1 where all sentences have not as many words as there are. */
static Py_ssize_t most_words(const States *s, Py_ssize_t states) {
    Py_ssize_t most = 0;
    Some some = {0};
    while (some.end < states) {
        some = next_of(s, some, states);
        most = some.count > most ? some.count : most;
    }
    return some.before + some.count == s->words - 1 ? most : -1;
}

static const char *walk_all(States *s, Network *network, const uint8_t *reduced, Py_ssize_t states) {
    const char *fault = NULL;
    for (Some some = {0}; some.end < states && fault == NULL;) {
        some = next_of(s, some, states);
        make_features(network, reduced, &some);
        fault = walk(s, network, &some);
    }
    return fault;
}

/* 0 where one of the matrices is none (with an exception), or not as wide as the others. */
static int matrices(Network *network, PyObject *lower, PyObject *upper) {
    if (!PyTuple_Check(lower) || PyTuple_GET_SIZE(lower) != PLACES)
        return 0;
    for (int p = 0; p < PLACES; p++)
        if ((network->lower[p] = packed_of(PyTuple_GET_ITEM(lower, p))) == NULL)
            return 0;
    if ((network->upper = packed_of(upper)) == NULL)
        return 0;
    network->size = network->lower[0]->outs, network->width = network->upper->wide;
    for (int p = 1; p < PLACES; p++)
        if (network->lower[p]->outs != network->size || network->lower[p]->wide != network->lower[0]->wide)
            return 0;
    return network->size % network->width == 0;
}

PyDoc_STRVAR(parsed_doc,
             "parsed(reduced, lower, pads, upper, factor, penalties, move_of, words, places, tips): all moves, made");
static PyObject *parsed(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"reduced", 'b'}, {"pads", 'f'},   {"penalties", 'f'}, {"move_of", 'i'},
                                        {"words", 'I'},   {"places", 'I'}, {"tips", 'I'}};
    Network network = {0};
    Array a[7];
    if (!counted(count, 10))
        return NULL;
    PyObject *arrays[] = {given[0], given[2], given[5], given[6], given[7], given[8], given[9]};
    network.factor = (float)PyFloat_AsDouble(given[4]);
    int fit = matrices(&network, given[1], given[3]);
    if (PyErr_Occurred() || !taken(arrays, 7, expected, a))
        return NULL;
    Py_ssize_t moves = a[3].count, states = times(a[6].count, 3), most = -1;
    States s;
    const char *fault = "sizes do not fit";
    network.pads = a[1].view.buf, network.move_of = a[3].view.buf;
    if (fit && network.upper->outs == moves && moves <= INT32_MAX && a[2].count == KINDS * moves &&
        a[1].count == PLACES * network.size && opened(&s, &a[4], &a[5], &a[6], states) &&
        a[0].count == (s.words - 1) * network.lower[0]->wide)
        most = most_words(&s, states);
    if (most >= 0) {
        if (!make_room(&network, most, a[2].view.buf)) {
            release(a, 7);
            return PyErr_NoMemory();
        }
        fault = walk_all(&s, &network, a[0].view.buf, states);
        PyMem_Free(network.room);
    }
    return ended(a, 7, fault);
}

const PyMethodDef state_functions[] = {
    {"parsed", (PyCFunction)(void (*)(void))parsed, METH_FASTCALL, parsed_doc},
    {NULL, NULL, 0, NULL},
};
