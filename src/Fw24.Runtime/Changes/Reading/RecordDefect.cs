using Fw24.Items;
using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>The first defect of a record: where it is, what was expected there and what was found.</summary>
internal struct RecordDefect
{
    private string? _path;
    private string? _inside;
    private string? _expected;
    private string? _found;

    /// <summary>Whether there is one.</summary>
    public readonly bool IsPresent => _expected is not null;

    // With the names that the record itself brings.
    private readonly string Path => _path!.Length > 0 && _inside!.Length > 0 ? $"{_path}.{_inside}" : _path + _inside;

    /// <summary>Notes the defect at a cursor, unless there is an earlier one.</summary>
    public void Note(string path, in JsonCursor json, string inside = "") => Note(path, json.Expected ?? "another value", json.Found, inside);

    /// <summary>Notes the defect of a member at a cursor, unless there is an earlier one: only then is its path put together.</summary>
    /// <param name="parent">Where the member is; empty for one of the record itself.</param>
    /// <param name="member">Its name.</param>
    /// <param name="inside">Where the defect is within it; empty when it is the member itself.</param>
    /// <param name="json">The cursor.</param>
    public void Note(string parent, JsonText member, string inside, in JsonCursor json)
    {
        if (!IsPresent)
        {
            Note(parent, json, $"{ItemPath.Name(member)}{(inside.Length > 0 ? "." : "")}{inside}");
        }
    }

    /// <summary>Notes a defect, unless there is an earlier one.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="expected">What was expected there.</param>
    /// <param name="found">What was found.</param>
    /// <param name="inside">Where it is within that, in names that the record itself brings.</param>
    public void Note(string path, string expected, string found, string inside = "")
    {
        if (!IsPresent)
        {
            (_path, _inside, _expected, _found) = (path, inside, expected, found);
        }
    }

    /// <summary>Forgets the names that the record itself brings.</summary>
    public void HideInside() => _inside = "";

    /// <summary>The defect as a sentence about a record.</summary>
    public readonly string? Describe(string record) => IsPresent
        ? $"{record}{(Path.Length > 0 ? " " : "")}{Path}: expected {_expected}, found {_found}."
        : null;

    /// <summary>The defect as an exception about a record.</summary>
    public readonly ItemFormatException ToException(string record) => new(record, Path, _expected!, _found!);
}
