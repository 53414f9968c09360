using System.Text;
using Orders.Local.Commands;

namespace Orders.Local.Story;

/// <summary>Content that real tables have and entities do not know. The audit trail must reproduce all of it unchanged.</summary>
internal sealed partial class ShopStory
{
    // The limits of DynamoDB numbers: 38 digits, from 1E-130 to 9.99…E+125.
    private static readonly string s_largest = new string('9', 38) + new string('0', 88);
    private static readonly string s_smallest = $"0.{new string('0', 129)}1";

    // A supplier's system writes products with additional attributes: numbers at DynamoDB's limits, every type, names that are hard to quote.
    private void ImportProduct()
    {
        var index = _dice.Below(_products.Count);
        var product = Copy(_products[index], _products[index].Title);
        product.Warranty = null;
        product.Page = null;
        _products[index] = product;
        Add(_productScript.PutRaw(Tick(), "import", product, $$$"""
            {
              "Warranty": {"NULL": true},
              "Supplier": {"M": {
                "name": {"S": "Ålesund \"Sport\" AS"},
                "price.net [EUR]": {"N": "{{{_dice.Between(1, 99)}}}.{{{_dice.Between(10, 99)}}}"},
                "back\\slash": {"L": [{"NULL": true}, {"BOOL": {{{(_dice.Chance(50) ? "true" : "false")}}}}, {"L": []}, {"M": {}}]},
                "as tagged": {"M": { "$ss": {"L": [{"S": "not a set"}]} }}
              }},
              "Largest": {"N": "{{{s_largest}}}"},
              "Smallest": {"N": "{{{s_smallest}}}"},
              "Negative": {"N": "-0.{{{Serial()}}}"},
              "Codes": {"NS": ["{{{_dice.Below(50)}}}", "-1", "{{{Serial()}}}"]},
              "Colours": {"SS": ["rød", "blå", "c{{{_dice.Below(4)}}}"]},
              "Photos": {"BS": ["{{{Convert.ToBase64String(_dice.Bytes(9))}}}", "AA=="]},
              "Datasheet": {"B": "{{{Convert.ToBase64String(_dice.Bytes(48))}}}"}
            }
            """));
    }

    // The accounting system keeps its own rows in the orders table: one kind with a discriminator, and one without.
    private void FileInvoice()
    {
        if (_closed.Count is 0)
        {
            return;
        }

        var order = _dice.Pick(_closed).Order;
        var kind = _dice.Chance(50) ? """, "entityType": {"S": "Invoice"}""" : "";
        Add(new ShopCommand
        {
            At = Tick(),
            Actor = "accounting",
            Action = ShopAction.Put,
            Table = "orders",
            Item = Encoding.UTF8.GetBytes($$$"""
                {"OrderId": {"S": "{{{order.OrderId}}}"}, "Part": {"S": "invoice#{{{_dice.Below(3)}}}"}{{{kind}}}, "Sum": {"N": "{{{order.Total}}}"},
                 "Pdf": {"B": "{{{Convert.ToBase64String(_dice.Bytes(30))}}}"}, "Posted": {"BOOL": {{{(_dice.Chance(50) ? "true" : "false")}}}}}
                """),
        });
    }

    // An outdated script still writes orders with attributes that the entity has since lost.
    private void TouchUpOrder()
    {
        if (_open.Count is 0)
        {
            return;
        }

        var open = _dice.Pick(_open);
        open.Order = open.Order with { Email = null };
        Add(_orderScript.PutRaw(Tick(), "script", open.Order, $$$"""
            {"Email": {"NULL": true}, "PriorityBefore2025": {"N": "{{{_dice.Below(9)}}}.50"}, "Channel": {"S": "phone"}, "Score": {"N": "1e2"}}
            """));
    }

    // Saving an unchanged item is a write but not a change: DynamoDB's stream does not report it.
    private void SaveUnchanged()
    {
        var person = _dice.Pick(_customers);
        Add(_customerScript.Update(Tick(), person.Actor, person.Customer, person.Customer));
    }

    private void EraseContact()
    {
        var person = _dice.Pick(_customers);
        person.Customer = person.Customer with { Phone = null, BornOn = null };
        person.Actor = "privacy";
        Add(_customerScript.PutRaw(Tick(), "privacy", person.Customer, """{"Phone": {"NULL": true}, "Erased": {"L": [{"S": "Phone"}, {"S": "BornOn"}]}}"""));
    }
}
