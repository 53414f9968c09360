namespace Fw24;

/// <summary>Gathers the properties of an entity that differ. Generated code names them.</summary>
public sealed class PropertyChangeList
{
    private readonly List<PropertyChange> _changes = [];

    /// <summary>Adds a property, if it differs.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="property">The property's name.</param>
    /// <param name="change">Its values before and after; <see langword="null"/> when they are equal.</param>
    /// <returns>This list.</returns>
    public PropertyChangeList Add<T>(string property, Change<T>? change)
    {
        if (change is { } values)
        {
            _changes.Add(new PropertyChange(property, values.Old, values.New));
        }

        return this;
    }

    /// <summary>Enumerates the properties that differ, in the order in which they were added.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<PropertyChange> GetEnumerator() => _changes.GetEnumerator();
}
