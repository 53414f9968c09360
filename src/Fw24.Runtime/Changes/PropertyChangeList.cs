namespace Fw24;

/// <summary>Collects the changed properties of an entity. Generated code adds them.</summary>
public sealed class PropertyChangeList
{
    private readonly List<PropertyChange> _changes = [];

    /// <summary>Adds a property if it changed.</summary>
    /// <typeparam name="T">The property's type.</typeparam>
    /// <param name="property">The property's name.</param>
    /// <param name="change">Its values before and after; <see langword="null"/> if they are equal.</param>
    /// <returns>This list.</returns>
    public PropertyChangeList Add<T>(string property, Change<T>? change)
    {
        if (change is { } values)
        {
            _changes.Add(new PropertyChange(property, values.Old, values.New));
        }

        return this;
    }

    /// <summary>Enumerates the changed properties in the order in which they were added.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<PropertyChange> GetEnumerator() => _changes.GetEnumerator();
}
