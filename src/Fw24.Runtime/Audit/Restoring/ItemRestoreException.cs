namespace Fw24.Audit;

/// <summary>
/// An item was not restored, or a change not undone. Nothing was written. The message says why, and contains no item values.
/// </summary>
/// <param name="message">The message.</param>
/// <param name="changed">The names of the attributes that have changed since the restore was planned.</param>
public sealed class ItemRestoreException(string message, IReadOnlyList<string> changed) : Exception(message)
{
    /// <summary>
    /// The names of the attributes that have changed since the restore was planned, in ordinal order; empty if the reason is another one.
    /// </summary>
    public IReadOnlyList<string> Changed { get; } = changed;
}
