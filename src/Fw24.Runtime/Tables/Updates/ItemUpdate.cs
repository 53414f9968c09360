using System.Buffers;
using System.Text;
using System.Text.Json;
using Fw24.Tables.Conditions;
using Fw24.Tables.Updates;

namespace Fw24;

/// <summary>A write of some attributes of an item; the stored item keeps its others.</summary>
/// <param name="Key">The item's key, as a map of its one or two key attributes.</param>
/// <param name="Actions">What is done with which attribute: at most one action for each, and none for those of the key.</param>
public sealed record ItemUpdate(ItemImage Key, IReadOnlyList<ItemAction> Actions)
{
    /// <summary>Creates an update that writes the attributes of an item.</summary>
    /// <param name="key">The item's key, as a map of its one or two key attributes.</param>
    /// <param name="item">The attributes to write. Those of the key are not written again.</param>
    /// <param name="removed">The attributes to remove, if the stored item has them: none of those in <paramref name="item"/>.</param>
    public ItemUpdate(ItemImage key, ItemImage item, IReadOnlyList<string> removed)
        : this(key, ActionsOf(key, item, removed))
    {
    }

    /// <summary>Applies the update, for stores without DynamoDB's update expressions.</summary>
    /// <param name="stored">The stored item; absent when it does not exist.</param>
    /// <returns>The item to store in its place.</returns>
    /// <exception cref="ItemFormatException">An item's JSON is invalid.</exception>
    /// <exception cref="ArgumentException">An attribute is not of the type that its action needs, or the result is not a number of
    /// DynamoDB.</exception>
    public ItemImage ApplyTo(ItemImage stored)
    {
        var origin = stored.IsAbsent ? Key : stored;
        var actions = Actions.ToDictionary(static action => action.Attribute, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>(origin.Json.Length + 256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var attribute in origin)
        {
            if (!actions.Remove(Encoding.UTF8.GetString(attribute.Name), out var action))
            {
                attribute.WriteTo(json);
            }
            else if (action.Kind is not ItemActionKind.Remove)
            {
                json.WritePropertyName(attribute.Name);
                json.WriteRawValue(UpdatedValue.Of(action, attribute.Value));
            }
        }

        foreach (var action in actions.Values.Where(static action => action.Kind is not ItemActionKind.Remove))
        {
            json.WritePropertyName(action.Attribute);
            json.WriteRawValue(action.Value.Span);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    /// <summary>Prints the update expression, such as <c>SET #0 = :0, #1 = :1 REMOVE #2</c>: empty if there are no actions.</summary>
    internal void Print(Expressions expressions)
    {
        var clause = new Clause(expressions, "SET ");
        foreach (var action in Actions)
        {
            switch (action.Kind)
            {
                case ItemActionKind.Set:
                    clause.Next().Name(action.Attribute).Text(" = ").Value(action.Value);
                    break;
                case ItemActionKind.SetIfAbsent:
                    clause.Next().Name(action.Attribute).Text(" = if_not_exists(").Name(action.Attribute).Text(", ").Value(action.Value).Text(")");
                    break;
                case ItemActionKind.Append:
                    clause.Next().Name(action.Attribute).Text(" = list_append(if_not_exists(").Name(action.Attribute).Text(", ")
                        .Value(UpdatedValue.EmptyList).Text("), ").Value(action.Value).Text(")");
                    break;
            }
        }

        clause = clause.Then("REMOVE ");
        foreach (var action in Actions.Where(static action => action.Kind is ItemActionKind.Remove))
        {
            clause.Next().Name(action.Attribute);
        }

        clause = clause.Then("ADD ");
        foreach (var action in Actions.Where(static action => action.Kind is ItemActionKind.Add))
        {
            clause.Next().Name(action.Attribute).Text(" ").Value(action.Value);
        }
    }

    private static List<ItemAction> ActionsOf(ItemImage key, ItemImage item, IReadOnlyList<string> removed)
    {
        ArgumentNullException.ThrowIfNull(removed);
        var actions = new List<ItemAction>();
        foreach (var attribute in item)
        {
            if (!key.TryGetAttribute(attribute.Name, out _))
            {
                actions.Add(new(ItemActionKind.Set, Encoding.UTF8.GetString(attribute.Name), attribute.Value.ToArray()));
            }
        }

        actions.AddRange(removed.Select(static name => new ItemAction(ItemActionKind.Remove, name, default)));
        return actions;
    }

    // A keyword and the actions after it, separated by commas.
    private struct Clause(Expressions expressions, string keyword, bool hasPrevious = false)
    {
        private bool _isBegun;

        public Expressions Next()
        {
            var separator = _isBegun ? ", " : hasPrevious ? " " + keyword : keyword;
            _isBegun = true;
            return expressions.Text(separator);
        }

        public readonly Clause Then(string next) => new(expressions, next, hasPrevious || _isBegun);
    }
}
