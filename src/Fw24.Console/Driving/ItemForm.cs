using System.Buffers;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fw24.Model;

namespace Fw24.Console.Driving;

/// <summary>The form of an entity's items: an input for each attribute that the class has.</summary>
internal sealed class ItemForm
{
    private static readonly HashSet<Type> s_numbers =
    [
        typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(decimal), typeof(BigInteger), typeof(Int128), typeof(UInt128),
    ];

    private static readonly HashSet<Type> s_texts =
    [
        typeof(string), typeof(char), typeof(Guid), typeof(Uri), typeof(DateTimeOffset), typeof(DateTime), typeof(DateOnly),
        typeof(TimeOnly), typeof(TimeSpan),
    ];

    private readonly EntityModel _entity;
    private readonly TableModel _table;
    private Dictionary<string, string> _stored = [];

    public ItemForm(EntityModel entity, TableModel table)
    {
        (_entity, _table) = (entity, table);
        Fields = [.. entity.Type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(FieldOf).OfType<FormField>()];
    }

    public EntityModel Entity => _entity;

    public TableModel Table => _table;

    public IReadOnlyList<FormField> Fields { get; }

    /// <summary>Fills the form with a stored item. Sensitive values are not shown, and are kept unless others are entered.</summary>
    public void Load(ItemImage item)
    {
        using var json = JsonDocument.Parse(item.Json);
        _stored = json.RootElement.EnumerateObject().ToDictionary(
            static attribute => attribute.Name, static attribute => attribute.Value.GetRawText());
        foreach (var field in Fields)
        {
            field.Text = json.RootElement.TryGetProperty(field.Name, out var value) && !field.IsSensitive ? TextOf(field, value) : "";
        }
    }

    /// <summary>Builds the item as DynamoDB JSON.</summary>
    /// <exception cref="FormatException">An input is not what its field takes; the message names the field.</exception>
    public ItemImage Build() => Build(Fields, keepsStored: true);

    /// <summary>Builds the item's key as DynamoDB JSON.</summary>
    /// <exception cref="FormatException">An input is not what its field takes; the message names the field.</exception>
    public ItemImage BuildKey()
    {
        string?[] names = [_table.PartitionKey.Name, _table.SortKey?.Name];
        return Build(Fields.Where(field => names.Contains(field.Name)), keepsStored: false);
    }

    private ItemImage Build(IEnumerable<FormField> fields, bool keepsStored)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        foreach (var field in fields)
        {
            Write(json, field);
        }

        // The version decides whether the item is still the one that was loaded.
        foreach (var name in keepsStored ? _stored.Keys.Where(IsKept) : [])
        {
            json.WritePropertyName(name);
            json.WriteRawValue(_stored[name]);
        }

        json.WriteEndObject();
        json.Flush();
        return new ItemImage(buffer.WrittenMemory);
    }

    private bool IsKept(string name)
        => name == _entity.Version || Fields.Any(field => field.Name == name && field is { IsSensitive: true, Text.Length: 0 });

    private static void Write(Utf8JsonWriter json, FormField field)
    {
        if (field.Text.Length == 0)
        {
            return;
        }

        json.WritePropertyName(field.Name);
        if (field.Kind is FieldKind.Json)
        {
            WriteJson(json, field);
            return;
        }

        json.WriteStartObject();
        switch (field.Kind)
        {
            case FieldKind.Boolean:
                json.WriteBoolean("BOOL"u8, field.Text is "true");
                break;
            case FieldKind.Number:
                json.WriteString("N"u8, field.Text.Trim());
                break;
            default:
                json.WriteString("S"u8, field.Text);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteJson(Utf8JsonWriter json, FormField field)
    {
        try
        {
            using var value = JsonDocument.Parse(field.Text);
            value.WriteTo(json);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"{field.Name} is not JSON: enter a value such as {{\"L\":[{{\"S\":\"a\"}}]}}.", exception);
        }
    }

    private static string TextOf(FormField field, JsonElement value)
    {
        var typed = value.EnumerateObject().First();
        return (field.Kind, typed.Name) switch
        {
            (FieldKind.Text, "S") or (FieldKind.Number, "N") => typed.Value.GetString()!,
            (FieldKind.Boolean, "BOOL") => typed.Value.GetBoolean() ? "true" : "false",
            (FieldKind.Json, _) => value.GetRawText(),
            _ => "",
        };
    }

    private FormField? FieldOf(PropertyInfo property)
    {
        var name = property.GetCustomAttribute<DynamoAttributeAttribute>()?.Name ?? property.Name;
        if (property.GetCustomAttribute<DynamoIgnoreAttribute>() is not null || name == _entity.Actor || name == _entity.Version
            || name == _entity.TraceParent || name == _entity.WriteRegion || property.GetIndexParameters().Length > 0
            || property.Name is "EqualityContract")
        {
            return null;
        }

        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var isKey = name == _table.PartitionKey.Name || name == _table.SortKey?.Name;
        return new FormField(name, KindOf(property, type), isKey || property.GetCustomAttribute<RequiredMemberAttribute>() is not null)
        {
            Choices = type.IsEnum ? Enum.GetNames(type) : [],
            IsSensitive = _entity.Sensitive.Any(sensitive => sensitive.Name == name),
        };
    }

    // A converter may store anything: what it stores is entered as it is.
    private static FieldKind KindOf(PropertyInfo property, Type type)
        => property.GetCustomAttributes().Any(IsConverter) ? FieldKind.Json
            : s_numbers.Contains(type) || property.GetCustomAttribute<TimeToLiveAttribute>() is not null ? FieldKind.Number
            : type == typeof(bool) ? FieldKind.Boolean
            : type.IsEnum || s_texts.Contains(type) ? FieldKind.Text
            : FieldKind.Json;

    private static bool IsConverter(Attribute attribute)
        => attribute.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(DynamoConverterAttribute<>);
}
