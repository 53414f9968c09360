using System.Collections;

namespace Fw24.Runtime.Tests.Faults;

/// <summary>A list that throws at its end, the first time it is read or the second.</summary>
internal sealed class FaultyList<T>(IReadOnlyList<T> items, int time) : IReadOnlyList<T>
{
    private int _times;

    public int Count => throw new IOException("The list is not there any more.");

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator()
    {
        _times++;
        foreach (var item in items)
        {
            yield return item;
        }

        if (_times == time)
        {
            throw new IOException("The list is not there any more.");
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
