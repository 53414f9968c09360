using System.Collections;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A list that throws: at its end when it is read, or at its beginning when it is read a second time.</summary>
internal sealed class FaultyList<T>(IReadOnlyList<T> items, bool isReadable) : IReadOnlyList<T>
{
    private int _times;

    public int Count => throw new IOException("The list is not there any more.");

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator()
    {
        if (++_times > 1)
        {
            throw new IOException("The list can be read once.");
        }

        foreach (var item in items)
        {
            yield return item;
        }

        if (!isReadable)
        {
            throw new IOException("The list is not there any more.");
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
