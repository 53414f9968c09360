namespace Fw24;

/// <summary>Compares a property's values before and after a change.</summary>
public static class Change
{
    /// <summary>Returns the change between two values, compared by their type's own equality.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="old">The value before.</param>
    /// <param name="new">The value after.</param>
    /// <returns>The change; <see langword="null"/> if the values are equal.</returns>
    public static Change<T>? Between<T>(T old, T @new)
        => EqualityComparer<T>.Default.Equals(old, @new) ? null : new Change<T>(old, @new);
}
