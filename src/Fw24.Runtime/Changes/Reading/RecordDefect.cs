using Fw24.Items;
using Fw24.Json;

namespace Fw24.Changes.Reading;

/// <summary>The first defect of a record: its path, what was expected there and what was found.</summary>
internal struct RecordDefect
{
    private string? _path;
    private string? _inside;
    private string? _expected;
    private string? _found;

    /// <summary>Indicates whether there is a defect.</summary>
    public readonly bool IsPresent => _expected is not null;

    // Includes names that come from the record itself.
    private readonly string Path => _path!.Length > 0 && _inside!.Length > 0 ? $"{_path}.{_inside}" : _path + _inside;

    /// <summary>Records the defect at a cursor, unless there is an earlier one.</summary>
    public void Note(string path, in JsonCursor json, string inside = "") => Note(path, json.Expected ?? "another value", json.Found, inside);

    /// <summary>Records the defect of a member at a cursor, unless there is an earlier one; its path is built only in that case.</summary>
    /// <param name="parent">The path of the member's parent; empty for a member of the record itself.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="inside">The path of the defect within the member; empty if it is the member itself.</param>
    /// <param name="json">The cursor.</param>
    public void Note(string parent, JsonText member, string inside, in JsonCursor json)
    {
        if (!IsPresent)
        {
            Note(parent, json, $"{ItemPath.Name(member)}{(inside.Length > 0 ? "." : "")}{inside}");
        }
    }

    /// <summary>Records a defect, unless there is an earlier one.</summary>
    /// <param name="path">The path of the defect.</param>
    /// <param name="expected">What was expected there.</param>
    /// <param name="found">What was found.</param>
    /// <param name="inside">The path within that, in names that come from the record itself.</param>
    public void Note(string path, string expected, string found, string inside = "")
    {
        if (!IsPresent)
        {
            (_path, _inside, _expected, _found) = (path, inside, expected, found);
        }
    }

    /// <summary>Removes the names that come from the record itself.</summary>
    public void HideInside() => _inside = "";

    /// <summary>Describes the defect in a sentence about a record.</summary>
    public readonly string? Describe(string record) => IsPresent
        ? $"{record}{(Path.Length > 0 ? " " : "")}{Path}: expected {_expected}, found {_found}."
        : null;

    /// <summary>Returns the defect as an exception about a record.</summary>
    public readonly ItemFormatException ToException(string record) => new(record, Path, _expected!, _found!);
}
