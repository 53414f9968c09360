using System.Collections;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A list that throws when its end is reached, or at its count.</summary>
internal sealed class FaultyList<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
{
    public int Count => throw new IOException("The list is not there any more.");

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in items)
        {
            yield return item;
        }

        throw new IOException("The list is not there any more.");
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
