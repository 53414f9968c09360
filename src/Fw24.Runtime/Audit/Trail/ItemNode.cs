using System.Buffers;
using System.Text.Json;
using Fw24.Audit.Records;
using Fw24.Changes;
using Fw24.Items;
using Fw24.Json;

namespace Fw24.Audit.Trail;

/// <summary>A mutable value of an item: a map, a list, or any other value as its typed JSON.</summary>
/// <remarks>
/// A removed member is kept as <see langword="null"/>, so removing many costs no more than adding them. An open map or list is known
/// only in part: a member that is <see langword="null"/> is known to be absent, and only the known elements are present.
/// </remarks>
internal sealed class ItemNode
{
    // An item has at most 400 KB, and an element at least one byte: no list is longer.
    private const int MaxElements = 400 * 1024;

    private readonly ReadOnlyMemory<byte> _value;

    // By index: a record of a few bytes may name the last element of a long list.
    private readonly Dictionary<int, ItemNode>? _knownElements;
    private int _emptyPlaces;

    private ItemNode(ReadOnlyMemory<byte> value) => _value = value;

    private ItemNode(OrderedDictionary<string, ItemNode?> members, bool isOpen = false) => (Members, IsOpen) = (members, isOpen);

    private ItemNode(List<ItemNode?> elements) => Elements = elements;

    private ItemNode(Dictionary<int, ItemNode> knownElements) => (_knownElements, IsOpen) = (knownElements, true);

    /// <summary>The members of a map.</summary>
    public OrderedDictionary<string, ItemNode?>? Members { get; }

    /// <summary>The elements of a completely known list. While a record is applied, places at its end may be empty.</summary>
    public List<ItemNode?>? Elements { get; }

    /// <summary>Indicates whether this is a map or list that may have unknown parts.</summary>
    public bool IsOpen { get; }

    /// <summary>Creates a map or list with unknown content, whichever supports the step.</summary>
    public static ItemNode OpenFor(PathStep step) => step.Name is null
        ? new ItemNode(new Dictionary<int, ItemNode>())
        : new ItemNode(new OrderedDictionary<string, ItemNode?>(StringComparer.Ordinal), isOpen: true);

    /// <summary>Reads a typed value, such as <c>{"N":"1"}</c>.</summary>
    /// <param name="value">The value.</param>
    /// <param name="level">The number of lists and maps around it.</param>
    public static ItemNode Read(ReadOnlyMemory<byte> value, int level = 0)
    {
        var walker = new StrictJsonReader(value.Span, "audit record");
        return Read(value, ref walker, AttributeTypes.MaxDepth - level);
    }

    /// <summary>Reads a map without its type, such as a key.</summary>
    /// <param name="map">The map.</param>
    /// <param name="isOpen">Indicates whether it may have other members.</param>
    public static ItemNode ReadMap(ReadOnlyMemory<byte> map, bool isOpen = false)
    {
        var walker = new StrictJsonReader(map.Span, "audit record");
        var node = ReadMap(map, ref walker, AttributeTypes.MaxDepth);
        return isOpen ? new ItemNode(node.Members!, isOpen: true) : node;
    }

    /// <summary>Gets the value at a step from here; <see langword="null"/> when it is absent or unknown.</summary>
    public ItemNode? Child(PathStep step)
    {
        if (step.Name is { } name)
        {
            return Members?.GetValueOrDefault(name);
        }

        return Elements is null ? _knownElements?.GetValueOrDefault(step.Index) : step.Index < Elements.Count ? Elements[step.Index] : null;
    }

    /// <summary>Indicates whether the value at a step from here is known, including known to be absent.</summary>
    public bool Knows(PathStep step) => !IsOpen || (step.Name is { } name ? Members is null || Members.ContainsKey(name) : _knownElements is null || Child(step) is not null);

    /// <summary>Indicates whether there can be a value at a step from here, given the number of values that the record changes.</summary>
    public bool CanHold(PathStep step, int changes)
        => step.Name is not null ? Members is not null : step.Index < (Elements is null ? _knownElements is null ? 0 : MaxElements : Elements.Count + changes);

    /// <summary>Sets or removes the value at a step from here.</summary>
    public void Set(PathStep step, ItemNode? node)
    {
        if (step.Name is { } name)
        {
            Members![name] = node;
        }
        else if (Elements is not null)
        {
            SetElement(Elements, step.Index, node);
        }
        else if (node is null)
        {
            _knownElements!.Remove(step.Index);
        }
        else
        {
            _knownElements![step.Index] = node;
        }
    }

    /// <summary>Removes the empty places at a list's end.</summary>
    /// <returns><see langword="true"/> if no empty place remains.</returns>
    public bool TryClose()
    {
        while (Elements is [.., null])
        {
            Elements.RemoveAt(Elements.Count - 1);
            _emptyPlaces--;
        }

        return _emptyPlaces == 0;
    }

    /// <summary>Indicates whether this equals a typed value in DynamoDB, as far as it is known.</summary>
    public bool Is(ReadOnlyMemory<byte> value) => IsOpen ? IsPartOf(Read(value)) : AttributeEquality.AreEqual(ToValue().Span, value.Span);

    /// <summary>Indicates whether this and a value are marks of keyed hashes that were made with different keys.</summary>
    public bool IsMarkedWithOtherKey(ReadOnlyMemory<byte> value) => Members is null && Elements is null && RedactionMark.AreOfDifferentKeys(_value.Span, value.Span);

    /// <summary>Gets the typed value of a completely known node.</summary>
    public ReadOnlyMemory<byte> ToValue()
    {
        if (Members is null && Elements is null)
        {
            return _value;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, AuditSchema.WriterOptions);
        Write(json);
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the completely known members of a map, without its type.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var (name, node) in Members!)
        {
            if (node is { IsOpen: false })
            {
                json.WritePropertyName(name);
                node.Write(json);
            }
        }

        json.WriteEndObject();
    }

    // Indicates whether a completely known value contains every known part of this one, and none that is known to be absent.
    private bool IsPartOf(ItemNode whole)
    {
        if (!IsOpen)
        {
            return Is(whole.ToValue());
        }

        return Members is not null
            ? whole.Members is { } members && Members.All(member => member.Value is null
                ? !members.ContainsKey(member.Key)
                : members.GetValueOrDefault(member.Key) is { } same && member.Value.IsPartOf(same))
            : whole.Elements is { } elements && _knownElements!.All(element => element.Key < elements.Count && element.Value.IsPartOf(elements[element.Key]!));
    }

    private void SetElement(List<ItemNode?> elements, int index, ItemNode? node)
    {
        while (elements.Count <= index)
        {
            elements.Add(null);
            _emptyPlaces++;
        }

        _emptyPlaces += (node is null ? 1 : 0) - (elements[index] is null ? 1 : 0);
        elements[index] = node;
    }

    private void Write(Utf8JsonWriter json)
    {
        if (Members is null && Elements is null)
        {
            json.WriteRawValue(_value.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        if (Elements is null)
        {
            json.WritePropertyName("M"u8);
            WriteMembers(json);
        }
        else
        {
            json.WriteStartArray("L"u8);
            foreach (var element in Elements)
            {
                element!.Write(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static ItemNode Read(ReadOnlyMemory<byte> text, ref StrictJsonReader walker, int depth)
    {
        _ = walker.Peek();
        var start = walker.Position;
        var type = walker.EnterValue();
        if (type is not (AttributeType.Map or AttributeType.List))
        {
            _ = walker.ReadValue();
            walker.LeaveObject();
            return new ItemNode(text[start..walker.Position]);
        }

        if (depth == 0)
        {
            throw walker.Broken("lists and maps of at most 32 levels", "deeper ones");
        }

        var node = type is AttributeType.Map ? ReadMap(text, ref walker, depth - 1) : ReadList(text, ref walker, depth - 1);
        walker.LeaveObject();
        return node;
    }

    private static ItemNode ReadMap(ReadOnlyMemory<byte> text, ref StrictJsonReader walker, int depth)
    {
        var members = new OrderedDictionary<string, ItemNode?>(StringComparer.Ordinal);
        walker.EnterObject();
        while (walker.NextMember(out var name))
        {
            members[name.ToString()] = Read(text, ref walker, depth);
        }

        return new ItemNode(members);
    }

    private static ItemNode ReadList(ReadOnlyMemory<byte> text, ref StrictJsonReader walker, int depth)
    {
        var elements = new List<ItemNode?>();
        walker.EnterList();
        while (walker.NextElement())
        {
            elements.Add(Read(text, ref walker, depth));
        }

        return new ItemNode(elements);
    }
}
