/* Words and moves of the transition parser's states: see states.py, which does the same with numpy, and says what the
 * arrays are. */
#include <math.h>

#include "arrays.h"

#define WIDTH 16  /* scores compared at a time */
#define PLACES 8         /* words of a state that the network looks at */

enum { SHIFT, REDUCE, LEFT, RIGHT };
static const Int STACK_STEP[] = {1, -1, -1, 1}, BUFFER_STEP[] = {-1, 0, 0, -1};

typedef struct {
    Int *head, *move_to, *left, *right, *before, *returned; /* of words */
    Int *stack, *buffer;
    Int *tops, *fronts, *floors; /* of states */
    Py_ssize_t words, places;
} States;

/* 0 where the arrays *words*, *places* and *tips* are not those of *going* states. */
static int opened(States *states, const Array *words, const Array *places, const Array *tips, Py_ssize_t going) {
    Py_ssize_t each = times(words->count, 6), half = times(places->count, 2), all = times(tips->count, 3);
    if (each < 1 || half < 1 || all < 0 || going < 0 || going > all)
        return 0;
    Int *word = words->view.buf, *place = places->view.buf, *tip = tips->view.buf;
    *states = (States){word,     word + each, word + 2 * each, word + 3 * each, word + 4 * each, word + 5 * each, place,
                       place + half, tip, tip + all, tip + 2 * all, each, half};
    for (Py_ssize_t i = 0; i < going; i++) {
        Int floor = states->floors[i], top = states->tops[i], front = states->fronts[i];
        if (floor < 2 || top < floor || front < floor || top > half - 2 || front > half - 2)
            return 0;
    }
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

/* *seen* has the places of each state in turn; *features* all words, of which there are *words*, of each place. */
WIDEST static void add_features(const float *features, Py_ssize_t words, const Int *seen, float *out, Py_ssize_t states,
                                Py_ssize_t width, Py_ssize_t size) {
    for (Py_ssize_t i = 0; i < states; i++, seen += PLACES, out += width) {
        const float *of[PLACES];
        for (int p = 0; p < PLACES; p++)
            of[p] = features + (p * words + seen[p]) * size;
        if (i + 1 < states) /* what comes next lies anywhere */
            for (int p = 0; p < PLACES; p++)
                for (Py_ssize_t k = 0; k < size; k += 16)
                    PREFETCH(features + (p * words + seen[PLACES + p]) * size + k);
        for (Py_ssize_t k = 0; k < size; k += width)
            for (Py_ssize_t j = 0; j < width; j++) {
                float sum = of[0][k + j];
                for (int p = 1; p < PLACES; p++)
                    sum += of[p][k + j];
                out[j] = k == 0 || sum > out[j] ? sum : out[j];
            }
    }
}

PyDoc_STRVAR(hidden_doc, "hidden(features, words, places, tips, going, out): the hidden units of each state");
static PyObject *hidden(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"features", 'f'}, {"words", 'i'}, {"places", 'i'}, {"tips", 'i'}, {"out", 'F'}};
    if (!counted(count, 6))
        return NULL;
    PyObject *arrays[] = {given[0], given[1], given[2], given[3], given[5]};
    Py_ssize_t going = PyLong_AsSsize_t(given[4]);
    Array a[5];
    if ((going == -1 && PyErr_Occurred()) || !taken(arrays, 5, expected, a))
        return NULL;
    Py_ssize_t width = a[4].view.ndim == 2 ? a[4].view.shape[1] : 0;
    States states;
    const char *fault = NULL;
    if (!opened(&states, &a[1], &a[2], &a[3], going) || times(a[4].count, width) < going ||
        times(times(a[0].count, PLACES * states.words), width) < 1) {
        fault = "sizes do not fit";
    } else {
        Int *seen = PyMem_Malloc((going + 1) * PLACES * sizeof(Int));
        if (seen == NULL) {
            release(a, 5);
            return PyErr_NoMemory();
        }
        for (Py_ssize_t i = 0; i < going && fault == NULL; i++)
            if (!look(&states, i, seen + i * PLACES))
                fault = "a word is not there";
        if (fault == NULL)
            add_features(a[0].view.buf, states.words, seen, a[4].view.buf, going, width,
                         a[0].count / (PLACES * states.words));
        PyMem_Free(seen);
    }
    return ended(a, 5, fault);
}

/* The first of the best moves, by the scores with what is added to them. Each lane keeps its own best. */
WIDEST static Py_ssize_t best_of(const float *scores, const float *bias, const float *penalty, Py_ssize_t moves) {
    float most[WIDTH];
    int32_t at[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++)
        most[lane] = -INFINITY, at[lane] = lane;
    Py_ssize_t m = 0;
    for (; m + WIDTH <= moves; m += WIDTH)
        for (int lane = 0; lane < WIDTH; lane++) {
            float score = scores[m + lane] + bias[m + lane] + penalty[m + lane];
            int better = score > most[lane];
            most[lane] = better ? score : most[lane];
            at[lane] = better ? (int32_t)m + lane : at[lane];
        }
    int32_t best = at[0];
    float score, top = most[0];
    for (int lane = 1; lane < WIDTH; lane++)
        if (most[lane] > top || (most[lane] == top && at[lane] < best))
            top = most[lane], best = at[lane];
    for (; m < moves; m++)
        if ((score = scores[m] + bias[m] + penalty[m]) > top)
            top = score, best = (int32_t)m;
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

PyDoc_STRVAR(advanced_doc, "advanced(scores, bias, penalties, move_of, words, places, tips, going): how many go on");
static PyObject *advanced(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"scores", 'f'}, {"bias", 'f'},   {"penalties", 'f'}, {"move_of", 'i'},
                                        {"words", 'I'},  {"places", 'I'}, {"tips", 'I'}};
    if (!counted(count, 8))
        return NULL;
    Py_ssize_t going = PyLong_AsSsize_t(given[7]), left = 0;
    Array a[7];
    if ((going == -1 && PyErr_Occurred()) || !taken(given, 7, expected, a))
        return NULL;
    const float *scores = a[0].view.buf, *bias = a[1].view.buf, *penalties = a[2].view.buf;
    const Int *move_of = a[3].view.buf;
    Py_ssize_t moves = a[3].count;
    States s;
    const char *fault = NULL;
    if (moves < 1 || moves > INT32_MAX || a[1].count != moves || a[2].count != 18 * moves || times(a[0].count, moves) < going ||
        !opened(&s, &a[4], &a[5], &a[6], going))
        fault = "sizes do not fit";
    for (Py_ssize_t i = 0; i < going && fault == NULL; i++) {
        Int words[PLACES], depth = s.tops[i] - s.floors[i], waiting = s.fronts[i] - s.floors[i];
        if (!look(&s, i, words)) {
            fault = "a word is not there";
            break;
        }
        Int returned = s.returned[words[0]] != 0;
        Int kind = (3 * (depth < 2 ? depth : 2) + (waiting < 2 ? waiting : 2)) * 2 + returned;
        const float *penalty = penalties + kind * moves;
        Py_ssize_t best = best_of(scores + i * moves, bias, penalty, moves);
        Int move = move_of[best];
        if (move < SHIFT || move > RIGHT || penalty[best] != 0) {
            fault = "no move is allowed";
            break;
        }
        make_move(&s, i, move, (Int)best);
        if (s.tops[i] > s.floors[i] || s.fronts[i] > s.floors[i]) {
            s.tops[left] = s.tops[i], s.fronts[left] = s.fronts[i], s.floors[left] = s.floors[i];
            left++;
        }
    }
    PyObject *none = ended(a, 7, fault);
    if (none == NULL)
        return NULL;
    Py_DECREF(none);
    return PyLong_FromSsize_t(left);
}

const PyMethodDef state_functions[] = {
    {"hidden", (PyCFunction)(void (*)(void))hidden, METH_FASTCALL, hidden_doc},
    {"advanced", (PyCFunction)(void (*)(void))advanced, METH_FASTCALL, advanced_doc},
    {NULL, NULL, 0, NULL},
};
