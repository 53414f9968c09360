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
        IEnumerable<IAsyncEnumerable<T>> sequences, Comparison<T> compare, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var all = sequences.Select(sequence => sequence.GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            var heads = new List<IAsyncEnumerator<T>>(all.Count);
            foreach (var one in all)
            {
                if (await one.MoveNextAsync().ConfigureAwait(false))
                {
                    heads.Add(one);
                }
            }

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
