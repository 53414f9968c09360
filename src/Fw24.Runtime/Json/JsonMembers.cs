using System.Text.Json;

namespace Fw24.Json;

/// <summary>Enumerates the members of a service's response object, skipping members that a later version of the service may add.</summary>
internal static class JsonMembers
{
    extension(ref Utf8JsonReader json)
    {
        /// <summary>Moves to the next member's name, or to the end of the object.</summary>
        /// <returns><see langword="true"/> if there was one.</returns>
        public bool NextMember() => json.Read() && json.TokenType is JsonTokenType.PropertyName;

        /// <summary>Moves to the next element of an array of objects, or to the end of the array.</summary>
        /// <returns><see langword="true"/> if there was one.</returns>
        public bool NextObject() => json.Read() && json.TokenType is JsonTokenType.StartObject;

        /// <summary>Skips the value of the member whose name was just read.</summary>
        public void SkipMember()
        {
            json.Read();
            json.Skip();
        }

        /// <summary>Reads the text of the member whose name was just read.</summary>
        /// <returns>The text; <see langword="null"/> for a JSON null.</returns>
        public string? ReadText()
        {
            json.Read();
            return json.GetString();
        }
    }
}
