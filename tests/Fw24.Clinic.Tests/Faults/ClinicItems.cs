using System.Globalization;
using System.Text;
using Fw24.Audit;
using Fw24.Clinic.Tests.Clinic;

namespace Fw24.Clinic.Tests.Faults;

/// <summary>Items and records of the clinic in the terms of the test.</summary>
internal static class ClinicItems
{
    /// <summary>The tables that are written to.</summary>
    public static readonly string[] Tables = ["patients", "appointments", "billing"];

    /// <summary>The entity of a table that is written to.</summary>
    public static string EntityOf(string table) => table switch
    {
        "patients" => "Patient",
        "appointments" => "Appointment",
        _ => "Invoice",
    };

    /// <summary>The key of an item.</summary>
    public static ItemImage KeyOf(string table, string id) => table switch
    {
        "patients" => new PatientKey(id).ToItemKey(),
        "appointments" => new AppointmentKey("north", id).ToItemKey(),
        _ => new InvoiceKey("july", id).ToItemKey(),
    };

    /// <summary>The name of the one who changed an item last.</summary>
    public static string? ChangedBy(object? item) => item switch
    {
        Patient patient => patient.ChangedBy,
        Appointment appointment => appointment.ChangedBy,
        Invoice invoice => invoice.ChangedBy,
        _ => null,
    };

    /// <summary>The values of an item that its records show, as JSON.</summary>
    public static Dictionary<string, string> AttributesOf(object? item)
    {
        (string Name, string? Value)[] values = item switch
        {
            Patient patient => [("Name", Quoted(patient.Name)), ("Doctor", Quoted(patient.Doctor))],
            Appointment one =>
            [
                ("PatientId", Quoted(one.PatientId)), ("Doctor", Quoted(one.Doctor)), ("Day", Quoted($"{one.Day:yyyy-MM-dd}")),
                ("Room", Quoted(one.Room)), ("Status", Quoted($"{one.Status}")), ("Version", Number(one.Version)),
            ],
            Invoice invoice =>
            [
                ("PatientId", Quoted(invoice.PatientId)), ("Total", Number(invoice.Total)), ("IsPaid", invoice.IsPaid ? "true" : "false"),
                ("entityType", Quoted("Invoice")),
            ],
            _ => [],
        };
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values.Append(("ChangedBy", Quoted(ChangedBy(item)))))
        {
            if (value is not null)
            {
                attributes.Add(name, value);
            }
        }

        return attributes;
    }

    /// <summary>Everything that a record says about its change, as a text.</summary>
    public static string TextOf(AuditEntry entry) => Text(
        entry.Table,
        entry.Key,
        entry.Operation,
        entry.Time,
        entry.Actor,
        entry.ActorKind,
        entry.Changes.OrderBy(static change => change.Path, StringComparer.Ordinal)
            .Select(static change => $"{change.Path}: {change.OldText} > {change.NewText}"));

    /// <summary>Everything that is said about a change, as a text.</summary>
    public static string Text(
        string table,
        ItemImage key,
        ChangeOperations operation,
        DateTimeOffset time,
        string? actor,
        AuditActorKind kind,
        IEnumerable<string> changes)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{time:s} {table} {Encoding.UTF8.GetString(key.Json.Span)} {operation} by {actor} ({kind}) {string.Join(", ", changes)}");

    private static string? Quoted(string? text) => text is null ? null : $"\"{text}\"";

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
