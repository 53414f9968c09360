namespace Fw24;

/// <summary>An item of an <see cref="ItemSnapshot"/>.</summary>
/// <typeparam name="T">The entity.</typeparam>
public sealed class SnapshotItem<T>
    where T : class
{
    private T? _value;
    private bool _isRead;

    internal SnapshotItem()
    {
    }

    /// <summary>The item; <see langword="null"/> if it does not exist.</summary>
    /// <exception cref="InvalidOperationException">The snapshot has not been read.</exception>
    public T? Value => _isRead ? _value : throw new InvalidOperationException("The snapshot has not been read: await its ReadAsync first.");

    internal void Set(T? value) => (_value, _isRead) = (value, true);
}
