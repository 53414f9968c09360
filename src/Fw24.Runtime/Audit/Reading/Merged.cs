using System.Runtime.CompilerServices;

namespace Fw24.Audit.Reading;

/// <summary>Merges sequences that are each in order.</summary>
internal static class Merged
{
    /// <summary>Merges sequences, of which it holds one element each.</summary>
    /// <typeparam name="T">The elements' type.</typeparam>
    /// <param name="sequences">The sequences.</param>
    /// <param name="compare">The order.</param>
    /// <param name="cancellationToken">Cancels the reads.</param>
    public static async IAsyncEnumerable<T> ByOrder<T>(
        IEnumerable<IAsyncEnumerable<T>> sequences,
        Comparison<T> compare,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var all = sequences.Select(sequence => sequence.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            // Together, so that the first elements take the time of one call. All are awaited: none may be disposed of while it reads.
            var moves = await Task.WhenAll(all.Select(static one => one.MoveNextAsync().AsTask())).ConfigureAwait(false);
            var heads = all.Where((_, place) => moves[place]).ToList();

            while (heads.Count > 0)
            {
                var first = 0;
                for (var i = 1; i < heads.Count; i++)
                {
                    first = compare(heads[i].Current, heads[first].Current) < 0 ? i : first;
                }

                yield return heads[first].Current;
                if (!await heads[first].MoveNextAsync().ConfigureAwait(false))
                {
                    heads.RemoveAt(first);
                }
            }
        }
        finally
        {
            foreach (var one in all)
            {
                await one.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
