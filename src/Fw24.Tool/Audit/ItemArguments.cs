using System.CommandLine;
using System.Text.RegularExpressions;
using Fw24.Model;
using Fw24.Operations.Texts;

namespace Fw24.Tool.Audit;

/// <summary>The arguments that name an item: its entity, and the values of its key as the table stores them.</summary>
internal sealed partial class ItemArguments
{
    private readonly Argument<string> _entity = new("ENTITY")
    {
        Description = "The entity, such as Order; or the table, if it has one entity.",
    };

    private readonly Argument<string[]> _key = new("KEY")
    {
        Description =
            "The value of the partition key and, if the table has one, of the sort key, as the table stores them. "
            + "Binary values in Base64.",
        Arity = new ArgumentArity(1, 2),
    };

    /// <summary>Creates the arguments and adds them to a command.</summary>
    public static ItemArguments AddTo(Command command)
    {
        var arguments = new ItemArguments();
        command.Add(arguments._entity);
        command.Add(arguments._key);
        return arguments;
    }

    /// <summary>Finds the item that a command line names.</summary>
    /// <exception cref="ToolException">The app has no such entity, or a value is none of the key.</exception>
    public NamedItem Of(ParseResult arguments, AppModel app)
    {
        var name = arguments.GetValue(_entity)!;
        var (table, entity) = Find(app, name);
        var values = arguments.GetValue(_key)!;
        var keys = table.SortKey is { } sortKey ? new[] { table.PartitionKey, sortKey } : [table.PartitionKey];
        if (values.Length != keys.Length)
        {
            throw new ToolException(
                $"The key of {table.Name} has {(keys.Length == 1 ? "one value" : "two values")}, "
                + $"{string.Join(" and ", keys.Select(static key => key.Name))}, "
                + $"and the command line has {values.Length}.");
        }

        return new NamedItem(table, entity, Image(keys, values));
    }

    private static (TableModel Table, EntityModel Entity) Find(AppModel app, string name)
    {
        foreach (var table in app.Tables)
        {
            if (table.Entities.FirstOrDefault(entity => entity.Name == name) is { } entity)
            {
                return (table, entity);
            }

            if (table.Name == name)
            {
                return table.Entities is [var single] ? (table, single) : throw new ToolException(
                    $"The table {name} has several entities: name one of "
                    + $"{string.Join(", ", table.Entities.Select(static entity => entity.Name))}.");
            }
        }

        var names = app.Tables.SelectMany(static table => table.Entities).Select(static entity => entity.Name);
        throw new ToolException(
            $"{app.Name} has no entity {name}. Its entities are {string.Join(", ", names.Order(StringComparer.Ordinal))}.");
    }

    private static ItemImage Image(KeyAttribute[] keys, string[] values)
    {
        foreach (var (key, value) in keys.Zip(values))
        {
            Demand(key, value);
        }

        return KeyImage.Of(keys, values);
    }

    private static void Demand(KeyAttribute key, string value)
    {
        if (key.Type is KeyType.Number && !Number().IsMatch(value))
        {
            throw new ToolException($"The key {key.Name} is a number, such as 42 or -1.5.");
        }

        if (key.Type is KeyType.Binary && !IsBase64(value))
        {
            throw new ToolException($"The key {key.Name} is binary: write its value in Base64.");
        }
    }

    private static bool IsBase64(string value) => Convert.TryFromBase64String(value, new byte[value.Length], out _);

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?$")]
    private static partial Regex Number();
}
